package dev.landlord.samples.approvals;

import dev.landlord.workflow.PendingApproval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An office that prints its mails to the terminal, and stores the last mail to each person. */
final class TerminalOffice implements Office {
    /** The people who decide. Bob, the requester, gets a mail too, so that he can try to approve his own request. */
    private static final Map<String, List<String>> DECIDERS =
            Map.of("manager", List.of("alice", "bob"), "finance", List.of("dora"));

    /** The data that a person needs to decide. */
    record Mail(String approval, String awakeableId, String token) {}

    private final PrintWriter out;
    private final Map<String, Mail> mails = new ConcurrentHashMap<>();

    TerminalOffice(PrintWriter out) {
        this.out = out;
    }

    /** The last mail to {@code person}; {@code null} if there is none. */
    Mail mailTo(String person) {
        return mails.get(person);
    }

    @Override
    public void ask(PendingApproval pending) {
        send("please decide on", pending);
    }

    @Override
    public void remind(String approval, PendingApproval pending) {
        send("REMINDER: please decide on", pending);
    }

    private void send(String words, PendingApproval pending) {
        for (String person : DECIDERS.get(pending.getApproval())) {
            mails.put(person, new Mail(pending.getApproval(), pending.getId(), pending.token(person)));
            say("mail to " + person + ": " + words + " " + pending.getSubject().orElse("") + " ("
                    + pending.getApproval() + ")");
        }
    }

    @Override
    public void reserve(PurchaseRequest request) {
        say("the offer is reserved: " + request.getSubject());
    }

    @Override
    public void release(PurchaseRequest request) {
        say("the reservation is released: " + request.getSubject());
    }

    @Override
    public String order(PurchaseRequest request) {
        say("ordered: " + request.getSubject());
        return "order-" + Integer.toHexString(request.hashCode());
    }

    private void say(String line) {
        out.println("  " + line);
        out.flush();
    }
}
