package io.segue.sync.difference;

import java.sql.Connection;
import java.util.List;

/** The keys of people who were erased: removed before anything else, whether LaunchDarkly is known to hold them or not. */
public class ErasedDifference implements Difference {

    private final List<Operation> operations;
    private boolean isRead;

    public ErasedDifference(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    @Override
    public List<Operation> next(Connection connection) {
        isRead = true;
        return operations;
    }

    @Override
    public boolean isRead() {
        return isRead;
    }

    @Override
    public boolean readsEachKeyOnce() {
        return true;
    }
}
