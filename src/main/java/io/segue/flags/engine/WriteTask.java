package io.segue.flags.engine;

import io.segue.connection.ConnectionAccess;
import io.segue.flags.HeapPlace;
import io.segue.flags.choice.SavedChoice;
import io.segue.flags.write.SdkKeys;
import java.util.List;

/**
 * What one run has to do.
 *
 * @param segments whose members; those of every segment when there are none
 * @param planVersion grows when all is to be written again
 * @param openBatches of earlier runs, whose calls have no clear end
 */
record WriteTask(
        ConnectionAccess connection,
        SdkKeys.Opened sdkKey,
        HeapPlace place,
        SavedChoice choice,
        List<Long> segments,
        long planVersion,
        List<Long> openBatches) {

    WriteTask {
        segments = List.copyOf(segments);
        openBatches = List.copyOf(openBatches);
    }

    String salt() {
        return planVersion + " " + place.appId() + " " + place.region();
    }
}
