package io.sealpost.seal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.Direction;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The published test vectors, and readers of the types that several files contain. */
public final class Vectors {
    private Vectors() {}

    public static JsonElement read(String file) {
        try (Reader json =
                new InputStreamReader(
                        Objects.requireNonNull(
                                Vectors.class.getResourceAsStream("/vectors/" + file)),
                        StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonObject> list(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    public static byte[] hex(JsonObject source, String field) {
        return HexFormat.of().parseHex(text(source, field));
    }

    public static @Nullable Bytes hexOrNull(JsonObject source, String field) {
        String text = textOrNull(source, field);
        return text == null ? null : Bytes.ofHex(text);
    }

    public static String text(JsonObject source, String field) {
        return source.get(field).getAsString();
    }

    public static @Nullable String textOrNull(JsonObject source, String field) {
        return source.get(field).isJsonNull() ? null : text(source, field);
    }

    public static UUID uuid(JsonObject source, String field) {
        return UUID.fromString(text(source, field));
    }

    public static long number(JsonObject source, String field) {
        return source.get(field).getAsLong();
    }

    public static @Nullable Integer numberOrNull(JsonObject source, String field) {
        return source.get(field).isJsonNull() ? null : source.get(field).getAsInt();
    }

    public static Instant time(JsonObject source, String field) {
        return Instant.ofEpochMilli(number(source, field));
    }

    public static @Nullable Instant timeOrNull(JsonObject source, String field) {
        return source.get(field).isJsonNull() ? null : time(source, field);
    }

    public static BusinessId business(JsonObject source) {
        return new BusinessId(text(source, "business"));
    }

    public static RecipientId recipient(JsonObject source) {
        return new RecipientId(text(source, "recipient"));
    }

    public static DeviceId device(JsonObject source) {
        return new DeviceId(text(source, "device"));
    }

    public static VerifyKey verifyKey(JsonObject source, String field) {
        return VerifyKey.of(hex(source, field));
    }

    public static SigningKey signingKey(JsonObject source, String field) {
        return SigningKey.fromSeed(Secret.of(hex(source, field)));
    }

    public static XWingPrivateKey xWing(JsonObject source) {
        JsonObject pair = source.getAsJsonObject("xWing");
        return XWingPrivateKey.of(
                Secret.of(hex(pair, "seed")), XWingPublicKey.of(hex(pair, "publicKey")));
    }

    public static Context context(JsonObject fields) {
        return new Context(
                Suite.of(fields.get("suite").getAsInt()).orElseThrow(),
                Mode.valueOf(text(fields, "mode")),
                Direction.valueOf(text(fields, "direction")),
                business(fields),
                new MessageId(uuid(fields, "message")),
                recipient(fields),
                device(fields),
                KeyId.of(hex(fields, "keyId")),
                new Purpose(text(fields, "purpose")),
                Category.valueOf(text(fields, "category")),
                textOrNull(fields, "templateId"),
                numberOrNull(fields, "templateVersion"),
                text(fields, "contentType"),
                time(fields, "sentAt"),
                time(fields, "expiresAt"));
    }
}
