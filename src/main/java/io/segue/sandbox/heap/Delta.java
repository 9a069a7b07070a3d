package io.segue.sandbox.heap;

import java.util.ArrayList;
import java.util.List;

/** Who came and who left since the last send. */
record Delta(List<Person> add, List<Person> remove) {

    Delta {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    int size() {
        return add.size() + remove.size();
    }

    /** Adds first, then removes, so many in each page; nothing at all is still one page. */
    List<Delta> pages(int pageSize) {
        List<Delta> pages = new ArrayList<>();
        for (int from = 0; from < size(); from += pageSize) {
            int to = Math.min(size(), from + pageSize);
            pages.add(new Delta(
                    add.subList(Math.min(from, add.size()), Math.min(to, add.size())),
                    remove.subList(Math.max(0, from - add.size()), Math.max(0, to - add.size()))));
        }
        return pages.isEmpty() ? List.of(this) : pages;
    }
}
