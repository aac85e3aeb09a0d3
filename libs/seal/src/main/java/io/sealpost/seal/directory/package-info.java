/**
 * Business records, device lists, tickets and prekeys, and the rules for their versions
 * (docs/sealing.md: Business record, Device list, Ticket, Prekeys).
 */
@NullMarked
package io.sealpost.seal.directory;

import org.jspecify.annotations.NullMarked;
