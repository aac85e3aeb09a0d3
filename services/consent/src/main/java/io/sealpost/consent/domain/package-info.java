/**
 * What a business may send to whom: the ledger's decisions and the clearance of a message, pure.
 */
@NullMarked
package io.sealpost.consent.domain;

import org.jspecify.annotations.NullMarked;
