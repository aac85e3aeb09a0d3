/**
 * Delivery: keeps mailboxes, pushes sealed messages to devices, and folds what happens to a message
 * into its status.
 *
 * <pre>
 *   socket ─► push ─► session ─► domain
 *     └────────┴─► steps ◄─ withdrawals   devices
 *                    └───────────┴───────────┴────► store ─► domain
 * </pre>
 */
@NullMarked
package io.sealpost.delivery;

import org.jspecify.annotations.NullMarked;
