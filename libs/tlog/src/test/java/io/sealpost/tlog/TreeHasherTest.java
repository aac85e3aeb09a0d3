package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeHasherTest {
    /** The eight inputs of the reference implementation of RFC 6962. */
    private static final List<byte[]> INPUTS =
            Stream.of(
                            "",
                            "00",
                            "10",
                            "2021",
                            "3031",
                            "40414243",
                            "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f")
                    .map(HexFormat.of()::parseHex)
                    .toList();

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    })
    void rootsAreThoseOfRfc6962(int size, String root) {
        Hash actual = Frontier.EMPTY.append(INPUTS.subList(0, size)).root();

        assertThat(HexFormat.of().formatHex(actual.bytes())).isEqualTo(root);
    }

    @Test
    void reducingInPairsEqualsTheRecursiveDefinition() {
        List<Hash> leaves = new TestLog(300).leaves();

        for (int size = 1; size <= 300; size++) {
            List<Hash> some = leaves.subList(0, size);
            byte[] joined = new byte[size * Hash.BYTES];
            for (int i = 0; i < size; i++) {
                System.arraycopy(some.get(i).bytes(), 0, joined, i * Hash.BYTES, Hash.BYTES);
            }
            assertThat(new TreeHasher().reduce(joined, size)).isEqualTo(TestLog.mth(some));
        }
    }
}
