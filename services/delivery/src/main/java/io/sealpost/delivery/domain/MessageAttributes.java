package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RecipientId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message that each of its events repeats.
 *
 * @param request the id that the producer chose; of any form where the request was rejected
 * @param recipient null where its form is wrong
 */
public record MessageAttributes(
        UUID request, BusinessId business, @Nullable RecipientId recipient, Mode mode, Lane lane) {}
