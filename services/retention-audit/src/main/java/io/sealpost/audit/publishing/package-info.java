/** Signs the stored head of the log and publishes it: on the topic first, then as a file. */
@NullMarked
package io.sealpost.audit.publishing;

import org.jspecify.annotations.NullMarked;
