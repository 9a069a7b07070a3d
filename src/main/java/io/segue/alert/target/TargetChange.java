package io.segue.alert.target;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import java.util.List;
import java.util.Optional;

/** What is to be changed of a target; what is empty stays as it is. */
public record TargetChange(
        Optional<String> name, Optional<Boolean> isOn, Optional<Level> leastLevel, Optional<List<EventType>> events) {}
