package io.segue.cli;

/** Ends a command with words for a person and a code for a script. */
class CliException extends RuntimeException {

    private final int exit;

    CliException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    static CliException usage(String message) {
        return new CliException(Exit.USAGE, message);
    }

    int exit() {
        return exit;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
