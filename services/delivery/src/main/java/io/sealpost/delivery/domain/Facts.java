package io.sealpost.delivery.domain;

import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a message repeats.
 *
 * @param recipient null where its form was refused
 */
public record Facts(
        UUID request, BusinessId business, @Nullable RecipientId recipient, Mode mode, Lane lane) {}
