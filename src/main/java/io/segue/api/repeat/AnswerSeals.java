package io.segue.api.repeat;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of answers. */
class AnswerSeals {

    @Produces
    SealedColumn answer() {
        return SealedColumn.ofTenants("api_answer", "sealed_answer", Answers.PURPOSE, "id");
    }
}
