package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.client.device.DeviceServer.Enrolled;
import io.sealpost.seal.directory.ChainResult;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.testing.Wait;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a device's file keeps for the next process, and who can open it. */
class DeviceFileTest extends ConnectedDevice {
    @Test
    void aShownMessageIsNotShownAgainByTheNextProcess() {
        PushedMessage message = push(message("once"));
        device.close();
        List<OpenedMessage> later = new CopyOnWriteArrayList<>();
        device = RecipientDevice.open(fleet, file());
        device.connect(later::add).join();
        server.push(device.id(), List.of(message));
        Wait.until(() -> server.answersTo(message.messageId()).size() == 2);

        assertThat(later).isEmpty();
    }

    @Test
    void aMessageThatTheHandlerFailedOnIsShownToTheNextHandler() {
        RecipientDevice second = enrolAnother();
        second.connect(
                        message -> {
                            throw new IllegalStateException("this handler always fails");
                        })
                .join();
        Enrolled other = server.enrolled(second.id());
        server.push(second.id(), List.of(messageTo(other, "not lost")));
        Wait.until(() -> server.answers.size() == 1);
        second.close();

        List<OpenedMessage> later = new CopyOnWriteArrayList<>();
        try (RecipientDevice again = RecipientDevice.open(fleet, folder.resolve("second"))) {
            again.connect(later::add).join();
            Wait.until(() -> later.size() == 1);
        }
        assertThat(text(later.getFirst())).isEqualTo("not lost");
    }

    @Test
    void aRefusedPrekeyIsPublishedAgainWhileTheDeviceIsOpen() {
        enrolAnother().close();
        server.prekeysToRefuse.set(1);
        try (DeviceFleet later = eightDaysLater();
                RecipientDevice again = RecipientDevice.open(later, folder.resolve("second"))) {
            again.connect(shown::add).join();
            Wait.until(() -> server.publishedPrekeys.size() == 2);
        }

        assertThat(Set.copyOf(server.publishedPrekeys)).hasSize(1);
    }

    @Test
    void onlyItsOwnerCanReadTheFileAndTheTicketIsDeleted() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        enrolAnother().close();
        try (DeviceStore store = DeviceStore.open(folder.resolve("second"))) {
            assertThat(store.link()).isEmpty();
        }
    }

    @Test
    void aFileInUseCannotBeOpenedAgain() {
        assertThatThrownBy(() -> RecipientDevice.open(fleet, file()))
                .hasMessage("the device's file is in use by another process");
    }

    @Test
    void anAnswerThatAnotherKeySignedIsRefused() {
        TicketLink link = new TestBusiness().link(recipient, server.origin());

        assertThatThrownBy(() -> RecipientDevice.enrol(fleet, folder.resolve("other"), link))
                .isInstanceOfSatisfying(
                        UntrustedDirectory.class,
                        refused ->
                                assertThat(refused.result())
                                        .isEqualTo(ChainResult.UNTRUSTED_SIGNER));
    }
}
