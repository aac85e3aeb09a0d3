/** The hop on a real broker and a real database, driven by a small ledger of accounts. */
@NullMarked
package io.sealpost.hop;

import org.jspecify.annotations.NullMarked;
