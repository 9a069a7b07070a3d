package io.segue.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP connection to this machine, as bare as possible: it shares the processors with the subject. */
public final class KeepAliveConnection implements AutoCloseable {

    private final int port;
    private final Socket socket;
    private final InputStream in;
    private String said = "";
    private byte[] buffer = new byte[1 << 16];

    public KeepAliveConnection(int port) throws IOException {
        this.port = port;
        this.socket = new Socket("127.0.0.1", port);
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(120_000);
        this.in = new BufferedInputStream(socket.getInputStream(), 8192);
    }

    /** The status of the answer; headers end with CRLF each. */
    public int post(String path, String headers, byte[] body) throws IOException {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        int size = head.length + body.length;
        if (buffer.length < size) {
            buffer = new byte[size];
        }
        System.arraycopy(head, 0, buffer, 0, head.length);
        System.arraycopy(body, 0, buffer, head.length, body.length);
        socket.getOutputStream().write(buffer, 0, size);
        return readAnswer();
    }

    /** The body of the last answer, if it was no success and no stream. */
    public String complaint() {
        return said;
    }

    private int readAnswer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            byte[] body = in.readNBytes((int) length);
            said = status / 100 == 2 ? "" : new String(body, StandardCharsets.UTF_8);
        }
        return status;
    }

    private void skipChunks() throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            in.skipNBytes(size);
            line();
        }
        line();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("The connection to port " + port + " was closed in the middle of an answer");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
