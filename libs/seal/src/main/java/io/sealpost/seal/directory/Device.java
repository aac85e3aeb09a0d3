package io.sealpost.seal.directory;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.VerifyKey;
import java.util.List;

/**
 * A device in a device list: its identity key, and the codes of the suites it opens, in rising
 * order.
 */
public record Device(DeviceId id, VerifyKey identityKey, List<Integer> suites) {
    public Device {
        suites = List.copyOf(suites);
        if (suites.isEmpty() || !isRising(suites)) {
            throw new IllegalArgumentException("suites are codes from 1 to 255 in rising order");
        }
    }

    public boolean opens(Suite suite) {
        return suites.contains(suite.code());
    }

    Canonical addTo(Canonical input) {
        byte[] codes = new byte[suites.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = suites.get(i).byteValue();
        }
        return input.text(id.value()).bytes(identityKey.bytes()).bytes(codes);
    }

    private static boolean isRising(List<Integer> suites) {
        int last = 0;
        for (int suite : suites) {
            if (suite <= last || suite > 0xFF) {
                return false;
            }
            last = suite;
        }
        return true;
    }
}
