package io.segue.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.tenant.People.Person;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** Two owners who take each other out at the same moment: one of them stays. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LastOwnerTest {

    @Inject
    TestingTenants made;

    @Inject
    Tenants tenants;

    @Inject
    Memberships memberships;

    @Inject
    People people;

    @Inject
    Database database;

    @RepeatedTest(10)
    void oneOfTwoOwnersStaysWhenBothGoAtOnce() throws Exception {
        TenantSummary tenant = made.with("last-one", Role.OWNER);
        tenants.invite(tenant.id(), "user:last-two", Role.OWNER);
        memberships.acceptInvitations(new SignedIn("", "last-two", "last-two", Optional.empty()));
        List<Long> owners = people.members(tenant.id()).stream().map(Person::id).toList();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService both = Executors.newFixedThreadPool(2);

        List<Future<Boolean>> gone = List.of(
                both.submit(() -> demoted(tenant.id(), owners.get(0), start)),
                both.submit(() -> removed(tenant.id(), owners.get(1), start)));
        start.countDown();

        assertThat(Stream.of(gone.get(0).get(), gone.get(1).get())).containsExactlyInAnyOrder(true, false);
        both.shutdown();
        assertThat(people.members(tenant.id())).extracting(Person::role).contains(Role.OWNER);
    }

    private boolean demoted(long tenant, long person, CountDownLatch start) throws InterruptedException {
        start.await();
        try {
            return database.inTenant(tenant, c -> people.changeRole(c, tenant, person, Role.VIEWER))
                    .isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }

    private boolean removed(long tenant, long person, CountDownLatch start) throws InterruptedException {
        start.await();
        try {
            return database.inTenant(tenant, c -> people.remove(c, tenant, person))
                    .isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }
}
