package io.segue.web.catalogue;

/** Who must act on an error. */
public enum Actor {
    NOBODY("Nobody"),
    CALLER("Whoever asked"),
    CUSTOMER("The customer"),
    OWNER("An owner"),
    SUPPORT("Support"),
    OPERATOR("Who runs Segue");

    private final String words;

    Actor(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
