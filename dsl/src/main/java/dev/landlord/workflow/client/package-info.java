/** Options, results and exceptions of generated clients. */
@NullMarked
package dev.landlord.workflow.client;

import org.jspecify.annotations.NullMarked;
