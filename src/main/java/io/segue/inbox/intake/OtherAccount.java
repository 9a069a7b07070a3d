package io.segue.inbox.intake;

/**
 * The Heap account that a page names, which is not the tenant's.
 *
 * @param accepted the tenant's, as far as this node knows
 */
record OtherAccount(String idToken, String accepted) {

    String explain() {
        return "The signature is right, but the call names another Heap account than those before: its id_token is \""
                + idToken + "\", expected \"" + accepted
                + "\". It was stored and not applied. If that account is yours, an owner accepts the new id_token: then this"
                + " page is applied, and so are later ones.";
    }
}
