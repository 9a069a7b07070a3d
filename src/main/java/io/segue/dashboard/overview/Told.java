package io.segue.dashboard.overview;

/** Whether anybody hears of what goes wrong. */
enum Told {
    SOMEBODY("", "", ""),
    NOBODY("Nobody is told when a sync fails", "Add a target", "#add"),
    NOBODY_IS_REACHED(
            "Nobody is told when a sync fails: no target of alerts is reached", "See the targets", "#targets");

    private final String title;
    private final String action;
    private final String place;

    Told(String title, String action, String place) {
        this.title = title;
        this.action = action;
        this.place = place;
    }

    public boolean isAnybody() {
        return this == SOMEBODY;
    }

    public String title() {
        return title;
    }

    public String action() {
        return action;
    }

    /** On the page Alerts. */
    public String place() {
        return place;
    }
}
