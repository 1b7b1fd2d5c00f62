package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landlord.workflow.ApprovalRejected;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.testing.bytecode.WorkflowCode;
import dev.landlord.workflow.testing.java.ReplayCheck;
import dev.landlord.workflow.testing.java.WorkflowStory;
import dev.landlord.workflow.testing.junit.RestateExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// region: tests
class InviteTest {
    @RegisterExtension
    static final RestateExtension RESTATE = RestateExtension.serving(new InviteService(new Invite(new FakeOffice())));

    private static final Guest ADA = new Guest("Ada");

    @Test
    void aGuestWhomTheHostRejectsGivesTheSeatBack() {
        FakeOffice office = new FakeOffice();
        WorkflowStory.test(new Invite(office), story -> story.start(ADA)
                .reject(invite -> invite.host, "bob", "full")
                .expectFailure(new ApprovalRejected("host", "bob", "full"))
                .expectUndone("give the seat back"));
        assertEquals(0, office.booked());
    }

    @Test
    void noAnswerIsARejection() {
        WorkflowStory.test(new Invite(new FakeOffice()), story -> story.crashDuring("book a seat")
                .start(ADA)
                .advanceBy(Duration.ofDays(3))
                .expectUndone("give the seat back"));
    }

    @Test
    void theBodyIsDeterministic() {
        WorkflowCode.of(Invite.class).check();
        ReplayCheck.of(() -> new Invite(new FakeOffice()))
                .inputs(ADA, new Guest(""))
                .whenWaiting(actor -> actor.approve(invite -> invite.host, "bob", new Seat(1, 4)))
                .check();
    }

    @Test
    void anInvitationOnARealServer() throws InterruptedException {
        try (var client = InviteClient.connect(RESTATE.ingressUrl().toString())) {
            var invitation = client.workflow("ada");
            invitation.submit(ADA);
            while (invitation.status().getPhase() == WorkflowPhase.RUNNING) { // until it waits for the approval, or fails
                Thread.sleep(20);
            }
            invitation.approveHost("bob", new Seat(1, 4));
            assertEquals("Dear Ada, table 1", invitation.attach(Duration.ofMinutes(1)).text());
        }
    }
}
// endregion
