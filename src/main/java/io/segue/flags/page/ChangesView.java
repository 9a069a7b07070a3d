package io.segue.flags.page;

import io.segue.flags.change.ChangeHookState;
import io.segue.flags.change.ChangeOrders.ChangeOrder;
import io.segue.flags.change.ChangeOrders.Told;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import java.util.Optional;

/**
 * The page "Flag changes".
 *
 * @param url the webhook's, where it was made just now; empty otherwise
 * @param typed what was typed, where it was refused
 */
public record ChangesView(
        Places places,
        boolean canEdit,
        ChangeHookState hook,
        String url,
        ChangeOrder order,
        ChangesForm typed,
        long chosen,
        List<Told> changes,
        Optional<ShownError> error) {

    public ChangesView {
        changes = List.copyOf(changes);
    }

    /** What is in the form. */
    public record ChangesForm(boolean isOn, String identity, String appId, String region) {}

    public boolean hasError() {
        return error.isPresent();
    }

    public boolean isHookReady() {
        return hook.tokenLastFour().isPresent() && hook.secretLastFour().isPresent();
    }

    /** Whether a change that LaunchDarkly tells of becomes an event. */
    public boolean isWorking() {
        return isHookReady() && chosen > 0 && order.state().equals("ready");
    }

    /** What LaunchDarkly's webhook is to tell of, as it takes it: the flags of this environment. */
    public String policy() {
        return """
                [
                  {
                    "effect": "allow",
                    "actions": ["*"],
                    "resources": ["proj/%s:env/%s:flag/*"]
                  }
                ]""".formatted(
                        places.chosen().projectKey().orElse("*"),
                        places.chosen().environmentKey().orElse("*"));
    }
}
