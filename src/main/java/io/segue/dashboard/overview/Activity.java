package io.segue.dashboard.overview;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was added and removed day by day, and how high to draw it: adds grow up from a line, removes down. */
record Activity(List<Day> days) {

    /** The picture is so many units high; its line lies where the highest bars fit on either side. */
    static final int HEIGHT = 200;

    private static final int WIDTH_OF_DAY = 20;
    private static final int LEAST_HEIGHT = 3;
    private static final int FAR_BEYOND = 6;
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE, d MMM", Locale.ENGLISH);

    Activity {
        days = List.copyOf(days);
    }

    /** One day where the reader is. */
    record Day(LocalDate date, long adds, long removes, long runs, long failed) {

        public String name() {
            return SHORT.format(date);
        }

        public String weekday() {
            return WEEKDAY.format(date);
        }

        public int dayOfMonth() {
            return date.getDayOfMonth();
        }
    }

    /** A day as it is drawn; a cut one is longer than the picture shows. */
    record Bar(Day day, int x, int up, int down, int line, boolean isCut) {

        public int top() {
            return line - up;
        }

        /** Where the picture breaks off the longer side. */
        public int cutAt() {
            return day.adds() >= day.removes() ? top() + up / 8 : line + down - down / 8;
        }
    }

    public boolean isEmpty() {
        return days.stream().allMatch(day -> day.runs() == 0);
    }

    public boolean isStill() {
        return adds() + removes() == 0;
    }

    public long adds() {
        return days.stream().mapToLong(Day::adds).sum();
    }

    public long removes() {
        return days.stream().mapToLong(Day::removes).sum();
    }

    /** As much as the picture shows. */
    public long mostAdds() {
        return Math.min(cap(), days.stream().mapToLong(Day::adds).max().orElse(0));
    }

    public long mostRemoves() {
        return Math.min(cap(), days.stream().mapToLong(Day::removes).max().orElse(0));
    }

    /** First syncs would make every other day a hairline: then their bars are cut, and told of in words. */
    private long cap() {
        List<Long> most = days.stream()
                .map(day -> Math.max(day.adds(), day.removes()))
                .filter(moved -> moved > 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (most.size() < 2) {
            return Long.MAX_VALUE;
        }
        long usual = most.get(Math.max(1, most.size() / 4));
        return most.get(0) > FAR_BEYOND * usual ? 2 * usual : Long.MAX_VALUE;
    }

    private boolean isCut(Day day) {
        return Math.max(day.adds(), day.removes()) > cap();
    }

    public List<Day> cutDays() {
        return days.stream().filter(this::isCut).toList();
    }

    public int width() {
        return days.size() * WIDTH_OF_DAY;
    }

    public int height() {
        return HEIGHT;
    }

    /** How far below the top the line lies: both sides have one scale. */
    public int line() {
        long all = mostAdds() + mostRemoves();
        return all == 0 ? HEIGHT / 2 : (int) Math.round((double) HEIGHT * mostAdds() / all);
    }

    public List<Bar> bars() {
        return java.util.stream.IntStream.range(0, days.size())
                .mapToObj(i -> {
                    Day day = days.get(i);
                    return new Bar(
                            day, i * WIDTH_OF_DAY, length(day.adds()), length(day.removes()), line(), isCut(day));
                })
                .toList();
    }

    /** Nothing that happened is too small to be seen. */
    private int length(long count) {
        if (count == 0) {
            return 0;
        }
        double share = (double) Math.min(cap(), count) / (mostAdds() + mostRemoves());
        return Math.max(LEAST_HEIGHT, (int) Math.round(share * HEIGHT));
    }
}
