package io.segue.sandbox.oidc;

import java.util.List;
import java.util.stream.Collectors;

/** The one page of the light OIDC server: who can be chosen. Its forms go to the address that it was asked for. */
record AccountPage(List<Account> accounts) {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Choose an account</title>
              <link rel="icon" href="data:,">
              <style>
                :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
                body { display: grid; place-items: center; min-height: 100vh; margin: 0; background: light-dark(#f4f6fa, #151f2c); }
                main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem; background: light-dark(#fff, #1b2736);
                  border: 1px solid light-dark(#dce1e7, #2c3a4d); border-radius: .5rem; }
                h1 { margin: 0 0 .25rem; font-size: 1.25rem; }
                p { margin: 0 0 1.25rem; color: light-dark(#5a6474, #a8b3c2); }
                form { display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; }
                form + form { margin-top: 1.5rem; }
                form div { display: flex; gap: .5rem; }
                input, button { padding: .625rem .875rem; font: inherit; text-align: left; color: inherit;
                  background: none; border: 1px solid light-dark(#c8d0da, #3a4a60); border-radius: .375rem; }
                input { flex: 1; min-width: 0; }
                button { cursor: pointer; }
                button:hover, button:focus-visible, input:focus { border-color: #1f5fbf; outline: 2px solid #1f5fbf; outline-offset: -1px; }
                small { color: light-dark(#5a6474, #a8b3c2); }
              </style>
            </head>
            <body>
              <main>
                <h1>Choose an account</h1>
                <p>This stands in for your OIDC server while Segue is tried out. It asks for no password.</p>
                <form method="post">
            %s
                </form>
                <form method="post">
                  <label for="username">Or anybody else, of no tenant yet</label>
                  <div>
                    <input id="username" name="username" required maxlength="100" autocomplete="off">
                    <button>Continue</button>
                  </div>
                </form>
              </main>
            </body>
            </html>
            """;

    String html() {
        return PAGE.formatted(accounts.stream().map(AccountPage::button).collect(Collectors.joining("\n")));
    }

    private static String button(Account account) {
        String roles = account.roles().isEmpty() ? "" : " <small>" + String.join(", ", account.roles()) + "</small>";
        return "      <button name=\"username\" value=\"%s\">%s%s</button>"
                .formatted(account.name(), account.name(), roles);
    }
}
