package io.segue.launchdarkly;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we read of an account, field by field: the environments come with their SDK keys, which must stay unread.
 *
 * @see <a href="https://github.com/launchdarkly/api-client-ruby/tree/main/docs">the models of LaunchDarkly's API</a>
 */
final class Account {

    private Account() {}

    /** {@code GET /api/v2/caller-identity}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CallerIdentity(
            @Nullable String accountId,
            @Nullable String tokenId,
            @Nullable String tokenName,
            @Nullable String environmentId,
            @Nullable Boolean serviceToken) {

        /** SDK keys have an identity, too. */
        boolean isOfAnEnvironment() {
            return isEmpty(tokenId) && !isEmpty(environmentId);
        }
    }

    /** {@code GET /api/v2/tokens/{id}}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccessToken(
            @Nullable String role,
            @Nullable List<String> customRoleIds,
            @Nullable JsonNode inlineRole) {

        boolean hasRightsOfItsOwn() {
            return (customRoleIds != null && !customRoleIds.isEmpty()) || (inlineRole != null && !inlineRole.isEmpty());
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ProjectPage(
            @Nullable List<Project> items,
            @JsonProperty("_links") @Nullable Links links) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Project(
            @Nullable String key,
            @Nullable String name,
            @Nullable EnvironmentPage environments) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EnvironmentPage(
            @Nullable List<Environment> items,
            @JsonProperty("_links") @Nullable Links links) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Environment(
            @JsonProperty("_id") @Nullable String id,
            @Nullable String key,
            @Nullable String name) {}

    /** {@code GET /api/v2/segments/{project}/{environment}/{segment}/contexts/{key}}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Membership(boolean included) {}

    /** {@code GET /api/v2/segments/{project}/{environment}/{segment}}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Segment(
            long creationDate,
            @Nullable Boolean deleted,
            @JsonProperty("_unboundedMetadata") @Nullable SegmentCounts counts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record SegmentCounts(@Nullable Long includedCount) {}

    /** {@code GET /api/v2/segments/{project}/{environment}/{segment}/exports/{id}}; what its links are called is not told. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Export(
            @Nullable String id,
            @Nullable String status,
            @JsonProperty("_links") @Nullable Map<String, Link> links) {}

    /** {@code GET /api/v2/flags/{project}}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record FlagPage(
            @Nullable List<FlagView> items,
            @JsonProperty("_links") @Nullable Links links) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record FlagView(
            @Nullable String key,
            @Nullable String name,
            @Nullable String description,
            boolean archived,
            @Nullable List<Variation> variations,
            @Nullable Availability clientSideAvailability,
            @Nullable Map<String, FlagInEnvironment> environments) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Variation(@Nullable JsonNode value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Availability(boolean usingEnvironmentId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record FlagInEnvironment(boolean on) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Links(@Nullable Link next) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Link(@Nullable String href) {}

    static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
