package io.segue.sync.dispatch;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that mostly wait, as many as there are tasks: virtual ones where the JDK has them and lets go of a processor even
 * while a lock is held, which it does from 24 on.
 */
final class RunThreads {

    private static final int VIRTUAL_FROM = 24;

    private RunThreads() {}

    static ExecutorService named(String name) {
        return Runtime.version().feature() >= VIRTUAL_FROM
                ? virtual(name)
                : Executors.newCachedThreadPool(task -> daemon(task, name));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** By reflection, since we are compiled for 17. */
    private static ExecutorService virtual(String name) {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 0L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) perTask.invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java has virtual threads, but makes none as we expect", e);
        }
    }
}
