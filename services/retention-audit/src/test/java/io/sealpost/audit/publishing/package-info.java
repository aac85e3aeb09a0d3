/** What is published of the log, and with which key. */
@NullMarked
package io.sealpost.audit.publishing;

import org.jspecify.annotations.NullMarked;
