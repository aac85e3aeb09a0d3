package io.sealpost.encryption.domain;

import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.hop.Decision;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import java.util.UUID;

/** A business allows one device of a recipient to enrol. */
public record IssueTicket(
        UUID id, RecipientRef owner, TicketId ticket, Instant expiresAt, Sha256 redeemHash)
        implements DirectoryCommand {

    public IssueTicket {
        CommandForm.requireStorable(expiresAt);
    }

    @Override
    public Sha256 digest() {
        return DirectoryDigest.begin("ISSUE_TICKET", owner)
                .text(ticket.value())
                .time(expiresAt)
                .hash(redeemHash)
                .hash();
    }

    @Override
    public Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, Instant now) {
        IssuedTicket before = known.tickets().get(ticket);
        if (before != null) {
            return isSame(before)
                    ? Decision.recorded(new TicketIssued(), known)
                    : DirectoryOutcome.refused(Reason.BAD_TICKET, known);
        }
        IssuedTicket issued = new IssuedTicket(expiresAt, redeemHash, null);
        return issued.isOpenAt(now)
                ? Decision.recorded(new TicketIssued(), TicketRules.add(known, ticket, issued, now))
                : DirectoryOutcome.refused(Reason.TICKET_EXPIRED, known);
    }

    private boolean isSame(IssuedTicket before) {
        return before.expiresAt().equals(expiresAt) && before.redeemHash().equals(redeemHash);
    }
}
