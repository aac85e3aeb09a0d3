package io.sealpost.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectKeyTest {
    private static final byte[] VALUE = "+4915112345678".getBytes(UTF_8);
    private static final PersonalColumn COLUMN = new PersonalColumn("contacts", "address", "s1");

    private final SubjectKey key = SubjectKey.generate();
    private Kek kek;

    @BeforeEach
    void openTheKek(@TempDir Path folder) {
        kek = Kek.at(Kek.create(folder.resolve("kek.json")));
    }

    @Test
    void aValueDecryptsWithTheUnwrappedKey() {
        byte[] encrypted = key.encrypt(COLUMN, VALUE);
        SubjectKey again = SubjectKey.unwrapped(kek, key.wrapped(kek, "s1"), "s1").orElseThrow();
        assertThat(encrypted).hasSize(VALUE.length + 28);
        assertThat(again.decrypt(COLUMN, encrypted)).hasValue(VALUE);
    }

    @Test
    void aValueMovedToAnotherTableColumnOrSubjectDoesNotDecrypt() {
        byte[] encrypted = key.encrypt(COLUMN, VALUE);
        assertThat(key.decrypt(new PersonalColumn("evidence", "address", "s1"), encrypted))
                .isEmpty();
        assertThat(key.decrypt(new PersonalColumn("contacts", "name", "s1"), encrypted)).isEmpty();
        assertThat(key.decrypt(new PersonalColumn("contacts", "address", "s2"), encrypted))
                .isEmpty();
        assertThat(SubjectKey.generate().decrypt(COLUMN, encrypted)).isEmpty();
    }

    @Test
    void aKeyRowCopiedToAnotherSubjectDoesNotUnwrap() {
        assertThat(SubjectKey.unwrapped(kek, key.wrapped(kek, "s1"), "s2")).isEmpty();
    }

    @Test
    void theSameValueEncryptsDifferentlyEachTime() {
        assertThat(key.encrypt(COLUMN, VALUE)).isNotEqualTo(key.encrypt(COLUMN, VALUE));
    }
}
