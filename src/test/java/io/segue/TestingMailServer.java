package io.segue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every mail by SMTP, and keeps it as it came. */
final class TestingMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private TestingMailServer(ServerSocket socket) {
        this.socket = socket;
    }

    static TestingMailServer start() {
        try {
            TestingMailServer server = new TestingMailServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(server::serve, "mail server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> mailsTo(String address) {
        return mails.stream()
                .filter(mail -> mail.contains("To: " + address + "\n"))
                .toList();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                talk(in, client.getOutputStream());
            } catch (IOException e) {
                // Hung up, or closed at the end of the test.
            }
        }
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        answer(out, "220 a test");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("DATA")) {
                answer(out, "354 go on");
                mails.add(read(in));
                answer(out, "250 taken");
            } else if (line.startsWith("QUIT")) {
                answer(out, "221 bye");
                return;
            } else {
                answer(out, "250 ok");
            }
        }
    }

    private static String read(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
