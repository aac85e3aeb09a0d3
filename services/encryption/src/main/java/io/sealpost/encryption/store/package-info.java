/** The only package with SQL. */
@NullMarked
package io.sealpost.encryption.store;

import org.jspecify.annotations.NullMarked;
