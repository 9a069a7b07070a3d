package io.segue.kill.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the test when a watched failpoint is reached, and stands still there until the test says go on: the test ends or
 * stops the process meanwhile, or breaks something around it.
 */
public final class Switch {

    private static final AtomicLong HITS = new AtomicLong();
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Map<Long, CountDownLatch> STANDING = new ConcurrentHashMap<>();
    private static volatile String watched = "";
    private static volatile String broken = "";
    private static volatile PrintStream toTest = new PrintStream(PrintStream.nullOutputStream(), true, UTF_8);

    private Switch() {}

    /** The process' own number goes first, then every point that is reached. */
    static void connect(int port) throws IOException, InterruptedException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        toTest = new PrintStream(socket.getOutputStream(), true, UTF_8);
        CountDownLatch isTold = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(socket, isTold), "failpoints");
        reader.setDaemon(true);
        reader.start();
        toTest.println(ProcessHandle.current().pid());
        isTold.await();
    }

    /** Called from within the product. */
    public static void hit(String point) {
        if (point.equals(watched)) {
            long number = HITS.incrementAndGet();
            CountDownLatch latch = new CountDownLatch(1);
            STANDING.put(number, latch);
            toTest.println(number + " " + point);
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Called from within the product, for what happens very often. */
    public static boolean isOneOf(int many) {
        return COUNT.incrementAndGet() % many == 0;
    }

    /** Called from within the product: whether this rule does not hold for now. */
    public static boolean isBroken(String rule) {
        return rule.equals(broken);
    }

    private static void read(Socket socket, CountDownLatch isTold) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "watch" -> {
                        watched = words[1];
                        isTold.countDown();
                    }
                    case "break" -> broken = words[1];
                    default -> STANDING.remove(Long.parseLong(words[0])).countDown();
                }
            }
        } catch (IOException e) {
            // The test is over; so is this process.
        }
        Runtime.getRuntime().halt(1);
    }
}
