package acme;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Place.Cloud.class, name = "cloud"),
    @JsonSubTypes.Type(value = Place.Rack.class, name = "rack")
})
public sealed interface Place {
    record Cloud(String region) implements Place {}

    record Rack(int number) implements Place {}
}
