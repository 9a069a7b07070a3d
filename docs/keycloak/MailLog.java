import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes every mail that this machine sends to a port and prints it: in place of a mail server, for trying only. */
class MailLog {

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            System.out.println("Mails to port " + port + " are printed here.");
            while (true) {
                Socket socket = server.accept();
                new Thread(() -> take(socket), "mail").start();
            }
        }
    }

    private static void take(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            answer(out, "220 mail log");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase();
                if (command.startsWith("DATA")) {
                    answer(out, "354 go on");
                    printMail(in);
                    answer(out, "250 printed");
                } else if (command.startsWith("QUIT")) {
                    answer(out, "221 bye");
                    return;
                } else {
                    answer(out, "250 ok");
                }
            }
        } catch (IOException e) {
            System.out.println("A mail broke off: " + e.getMessage());
        }
    }

    private static void printMail(BufferedReader in) throws IOException {
        System.out.println("---- mail ----");
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            System.out.println(line);
        }
        System.out.println("--------------");
    }

    private static void answer(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
