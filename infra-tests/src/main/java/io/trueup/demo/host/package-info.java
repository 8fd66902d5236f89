/** What runs on this host: LocalStack, CDK's command line, the activity worker. */
@NullMarked
package io.trueup.demo.host;

import org.jspecify.annotations.NullMarked;
