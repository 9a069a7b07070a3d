package io.segue.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segue.kill.agent.Breakage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Where processes with the agent call: it watches one failpoint in all of them, and acts at its first or a later hit. */
final class TestingSwitch implements AutoCloseable {

    private final ServerSocket server;
    private final Map<Long, PrintStream> processes = new ConcurrentHashMap<>();
    private volatile Watch watch = new Watch("nothing", 0, pid -> {});
    private volatile String broken = "nothing";
    private volatile long caller;
    private final Set<Long> callers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Throwable failure;

    TestingSwitch() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** One failpoint, and what happens to the process that makes the hit of that number. */
    private record Watch(String point, int hit, AtomicInteger hits, LongConsumer act) {

        Watch(String point, int hit, LongConsumer act) {
            this(point, hit, new AtomicInteger(), act);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on; the action runs while the process stands still at the point, and goes on afterwards if it still can. */
    void watch(String point, int hit, LongConsumer act) {
        watch = new Watch(point, hit, act);
        processes.values().forEach(this::tell);
    }

    /** Everything goes on by itself. */
    void watchNothing() {
        watch("nothing", 0, pid -> {});
    }

    /** From now on this rule does not hold, in any process. */
    void breakRule(Breakage rule) {
        broken = rule.name();
        processes.values().forEach(this::tell);
    }

    void keepRules() {
        broken = "nothing";
        processes.values().forEach(this::tell);
    }

    /** The processes that called since, while a point at the other end of a call is watched. */
    Set<Long> callers() {
        return Set.copyOf(callers);
    }

    void forgetCallers() {
        callers.clear();
    }

    int hits() {
        return watch.hits().get();
    }

    boolean isDone() {
        if (failure != null) {
            throw new AssertionError("Acting at " + watch.point() + " failed", failure);
        }
        return hits() >= watch.hit();
    }

    /** The other end of a call has reached the point: the process that calls is meant. True when it was acted on. */
    boolean reached(String point) {
        return reached(point, caller);
    }

    /** Seen from outside, of this process. */
    boolean reached(String point, long pid) {
        Watch now = watch;
        boolean isIt = now.point().equals(point) && now.hits().incrementAndGet() == now.hit();
        if (isIt) {
            act(now, pid);
        }
        return isIt;
    }

    private void act(Watch now, long pid) {
        try {
            now.act().accept(pid);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> listen(socket));
            } catch (IOException e) {
                // Closed, or the next one is accepted.
            }
        }
    }

    private void listen(Socket socket) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                PrintStream answers = new PrintStream(socket.getOutputStream(), true, UTF_8)) {
            long pid = Long.parseLong(lines.readLine());
            processes.put(pid, answers);
            tell(answers);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] hit = line.split(" ");
                daemon(() -> hear(pid, hit[0], hit[1], answers));
            }
            processes.remove(pid);
        } catch (IOException e) {
            // The process ended.
        }
    }

    private void hear(long pid, String number, String point, PrintStream answers) {
        Watch now = watch;
        if (isSeenFromOutside(now.point()) && point.equals("CALL")) {
            caller = pid;
            callers.add(pid);
        } else if (now.point().equals(point) && now.hits().incrementAndGet() == now.hit()) {
            act(now, pid);
        }
        answers.println(number);
    }

    private void tell(PrintStream process) {
        process.println("break " + broken);
        process.println("watch " + (isSeenFromOutside(watch.point()) ? "CALL" : watch.point()));
    }

    /** A call is half there, or has arrived, when the other end says so. */
    private static boolean isSeenFromOutside(String point) {
        return point.equals("F13") || point.equals("F14");
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "switch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
