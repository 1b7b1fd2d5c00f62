package dev.landlord.workflow.errors;

/** A part of the project that reports errors. */
public enum Part {
    /** At build time. */
    PROCESSOR("processor"),
    /** At run time: the body of a workflow, its handlers, serving and registration. */
    LIBRARY("library"),
    TEST_KIT("test kit"),
    CLIENT("client");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** The name of the part in documents. */
    public String title() {
        return title;
    }
}
