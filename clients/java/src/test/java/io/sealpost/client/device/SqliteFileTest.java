package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    @Test
    void aFailedTransactionLeavesNothingAndTheNextOneCommits(@TempDir Path folder) {
        try (SqliteFile database =
                SqliteFile.open(
                        folder.resolve("one.device"), "create table if not exists t (n integer)")) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    database.transaction(
                                            () -> {
                                                int unused =
                                                        database.update("insert into t values (1)");
                                                throw new IllegalStateException("a wrong frame");
                                            }))
                    .withMessage("a wrong frame");

            database.run("insert into t values (2)");
            assertThat(numbers(database)).isEqualTo("2");
        }
    }

    private static String numbers(SqliteFile database) {
        return database.transaction(
                () -> {
                    try (ResultSet row =
                            database.bound("select group_concat(n) from t").executeQuery()) {
                        return row.getString(1);
                    }
                });
    }
}
