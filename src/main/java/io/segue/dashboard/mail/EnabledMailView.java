package io.segue.dashboard.mail;

/** What the person is told who asked for the integration. */
record EnabledMailView(String organisation, String name, String url) {

    EnabledMailView {
        organisation = InvitationMailView.oneLine(organisation);
        name = InvitationMailView.oneLine(name);
    }

    String subject() {
        return "Segue is enabled for " + organisation;
    }
}
