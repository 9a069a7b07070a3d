package io.segue.docs;

import java.util.Optional;

/**
 * One row of the table of documented commands.
 *
 * @param how who executes it, or why nobody does
 */
record CommandRow(String command, How how) {

    /** How a command is known to be right. */
    enum Kind {
        /** {@link ShellTest} runs it in a shell. */
        SHELL,
        /** {@link CurlTest} runs it against the application. */
        CURL,
        /** {@link RolesTest} asks its PostgreSQL. */
        QUESTION,
        /** The file runs it: the words in it are the proof. */
        ELSEWHERE,
        /** Nobody can, for a reason. */
        NOBODY
    }

    /**
     * @param where the file that executes it
     * @param words what must stand in the file, the status with which a call is to be refused, or the reason why nobody
     *     executes it
     */
    record How(Kind kind, Optional<String> where, String words) {}

    static CommandRow shell(String command) {
        return new CommandRow(command, new How(Kind.SHELL, Optional.empty(), ""));
    }

    static CommandRow curl(String command) {
        return new CommandRow(command, new How(Kind.CURL, Optional.empty(), ""));
    }

    /** A call that has done its service when it is refused. */
    static CommandRow refused(String command, int status) {
        return new CommandRow(command, new How(Kind.CURL, Optional.empty(), Integer.toString(status)));
    }

    static CommandRow question(String command) {
        return new CommandRow(command, new How(Kind.QUESTION, Optional.empty(), ""));
    }

    static CommandRow elsewhere(String command, String where, String words) {
        return new CommandRow(command, new How(Kind.ELSEWHERE, Optional.of(where), words));
    }

    static CommandRow nobody(String command, String why) {
        return new CommandRow(command, new How(Kind.NOBODY, Optional.empty(), why));
    }
}
