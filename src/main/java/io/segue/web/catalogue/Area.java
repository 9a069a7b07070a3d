package io.segue.web.catalogue;

import java.util.Arrays;
import java.util.List;

/** What went on when something failed: the chapters of the catalogue. */
public enum Area {
    SENDING("Sending to LaunchDarkly"),
    RECEIVING("Receiving from Heap"),
    FLAGS("Telling Heap of flags"),
    ERASING("Erasing a person"),
    ALERTING("Telling what is wrong"),
    ASKING("Asking Segue, in the browser or through the API");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public List<ErrorCode> errors() {
        return Arrays.stream(ErrorCode.values())
                .filter(error -> error.area() == this)
                .toList();
    }
}
