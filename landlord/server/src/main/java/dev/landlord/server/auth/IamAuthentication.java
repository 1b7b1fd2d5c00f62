package dev.landlord.server.auth;

import dev.landlord.server.config.AuthConfig;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * {@code auth_type: iam}: signs each request, with its body, by AWS Signature Version 4.
 *
 * <p>The AWS SDK finds the credentials, in this order: system properties, the environment (which contains the role of a
 * Lambda function), web identity, profile, the role of an ECS task or EKS pod, the role of an EC2 instance. The SDK renews
 * them before they expire.
 *
 * <p>Restate does not check signatures; a service of AWS in front of Restate does. {@code service} is the name of that
 * service in the signature: {@code lambda}, the default, for the URL of a Lambda function that forwards requests to
 * Restate, {@code execute-api} for an API Gateway, {@code vpc-lattice-svcs} for VPC Lattice.
 */
final class IamAuthentication implements Authentication {
    /** The HTTP client sets this header itself. */
    private static final String HOST = "Host";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final String service;
    private final Clock clock;

    IamAuthentication(AwsCredentialsProvider credentials, String region, String service, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if no region is configured and the AWS SDK finds none */
    static IamAuthentication of(AuthConfig config) {
        String region = config.awsRegion().orElseGet(IamAuthentication::regionOfSdk);
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        return new IamAuthentication(credentials, region, config.awsService(), Clock.systemUTC());
    }

    private static String regionOfSdk() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException none) {
            throw new IllegalArgumentException(
                    "auth_type iam needs an AWS region and found none: set workflow.restate.aws_region, or AWS_REGION",
                    none);
        }
    }

    @Override
    public Map<String, String> headers(String method, URI url, byte[] body) throws AuthenticationException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(url)
                .build();
        AwsCredentials identity = resolve();
        Map<String, List<String>> signed = signer.sign(sign -> sign.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers();
        Map<String, String> headers = new HashMap<>();
        signed.forEach((name, values) -> headers.put(name, values.get(0)));
        headers.remove(HOST);
        return headers;
    }

    private AwsCredentials resolve() throws AuthenticationException {
        try {
            return credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw new AuthenticationException(
                    "auth_type iam found no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile,"
                            + " or give this process a role: " + none.getMessage(),
                    none);
        }
    }
}
