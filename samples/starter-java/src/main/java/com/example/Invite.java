package com.example;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.LandlordWorkflow;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.time.Duration;

// region: workflow
/** Books a seat for a guest, if the host approves; otherwise the seat is given back. */
@LandlordWorkflow
public final class Invite implements WorkflowBody<Guest, Invitation> {
    public final Approval<Seat> host = Approval.of(Seat.class).within(Duration.ofDays(3));

    private final Office office;

    public Invite(Office office) {
        this.office = office;
    }

    @Override
    public Invitation run(Workflow wf, Guest guest) {
        String booking = wf.uuid().toString();
        wf.compensate("give the seat back", () -> office.giveBack(booking));
        wf.step("book a seat", () -> office.book(booking));
        Seat seat = wf.awaitApproval(host, pending -> office.mail("host", guest.name() + " wants to come"));
        String text = wf.step("write the invitation", String.class, () -> office.invite(guest, seat));
        return new Invitation(guest, seat, text);
    }
}
// endregion
