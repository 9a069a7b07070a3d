package io.segue.segment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a field is said of the members that were looked at. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class MemberFieldsTest {

    @Inject
    MemberFields fields;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    @Test
    void looksAtEveryMemberOfAUsualSegment() {
        long tenant = tenants.enabled().id();
        long segment = rows.segment(tenant, "1", "Some", 100);
        members(tenant, segment, 100);

        FieldDescription email = email(tenant, segment);

        assertThat(email.isWhole()).isTrue();
        assertThat(email.withValue()).isEqualTo(50);
        assertThat(email.distinct()).isEqualTo(10);
        assertThat(email.members()).isEqualTo(100);
    }

    @Test
    @TestSecurity(user = "fields-editor")
    void saysHowManyMembersOfAHugeSegmentItLookedAt() {
        int all = MemberFields.LOOKED_AT + 4_000;
        TenantSummary known = tenants.with("fields-editor", Role.EDITOR);
        long tenant = known.id();
        rows.connection(tenant, "Production", true);
        long segment = rows.segment(tenant, "1", "Many", all);
        members(tenant, segment, all);

        FieldDescription email = email(tenant, segment);

        assertThat(email.isWhole()).isFalse();
        assertThat(email.lookedAt()).isEqualTo(MemberFields.LOOKED_AT);
        assertThat(email.withValue())
                .isBetween(MemberFields.LOOKED_AT / 2L - 4_000, MemberFields.LOOKED_AT / 2L + 4_000);
        assertThat(email.members()).isEqualTo(all);
        assertThat(fields.describe(tenant, segment).get(0).isWhole()).isTrue();
        given().get("/t/{t}/segments/{s}/turn-on", known.slug(), ids.encode("seg", segment))
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("24,000 of 24,000 members have it"),
                        containsString("of the 20,000 looked at have it, 10 distinct"),
                        containsString("the segment has 24,000 members")));
    }

    private FieldDescription email(long tenant, long segment) {
        List<FieldDescription> found = fields.describe(tenant, segment);
        assertThat(found).extracting(FieldDescription::name).containsExactly("id", "email");
        return found.get(1);
    }

    /** Every second one has an address, one of ten. */
    private void members(long tenant, long segment, int count) {
        rows.write(tenant, """
                with made as (
                    insert into segment_member (tenant_id, segment_id, member_id, fields, present, seq, task_order)
                    select ?, ?, 'm' || n,
                           case when n % 2 = 0 then jsonb_build_object('email', (n % 20) || '@example.com') end, true, n, 1
                      from generate_series(1, ?) n returning 1)
                select count(*) from made""", segment, count);
    }
}
