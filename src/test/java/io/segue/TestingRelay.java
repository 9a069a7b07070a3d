package io.segue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server on this machine, and cuts them off when told to. */
public final class TestingRelay implements AutoCloseable {

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isShut;
    private volatile boolean isMute;
    private volatile int target;
    private ServerSocket server;

    /** Relays to this port from the port that it returns. */
    public int open(int to) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        target = to;
        threads.execute(this::accept);
        return server.getLocalPort();
    }

    /** Whatever connects from now on reaches this port. */
    public void turnTo(int to) {
        target = to;
    }

    /** Breaks what is connected, and whatever connects from now on. */
    public synchronized void shut() {
        isShut = true;
        sockets.forEach(TestingRelay::end);
    }

    public synchronized void letThrough() {
        isShut = false;
        isMute = false;
    }

    /** What the server answers from now on gets lost; what it is asked still arrives, and so does who connects. */
    public synchronized void mute() {
        isShut = false;
        isMute = true;
    }

    /** Whether anybody is connected. */
    public boolean hasConnections() {
        return !sockets.isEmpty();
    }

    @Override
    public void close() {
        shut();
        try {
            server.close();
        } catch (IOException e) {
            // It was to be closed.
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                join(server.accept());
            } catch (IOException e) {
                // The next one is accepted, unless the server is closed.
            }
        }
    }

    /** Who comes while nobody is there is cut off at once. */
    private void join(Socket client) throws IOException {
        try {
            join(client, new Socket(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            client.close();
        }
    }

    private synchronized void join(Socket client, Socket served) {
        if (isShut) {
            end(client);
            end(served);
            return;
        }
        sockets.add(client);
        sockets.add(served);
        threads.execute(() -> copy(client, served, false));
        threads.execute(() -> copy(served, client, true));
    }

    private void copy(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!isAnswer || !isMute) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // Cut off, by one of them or by the test.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was to be ended.
        }
    }
}
