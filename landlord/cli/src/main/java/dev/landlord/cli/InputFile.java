package dev.landlord.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that the user names as {@code FILE} or {@code @FILE}. */
final class InputFile {
    /** The maximum size of a body that Landlord accepts. Also stops the reading of a device, which has no end. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final String PREFIX = "@";

    private InputFile() {}

    static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(file, "a directory");
            }
            return utf8(head(file));
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "nothing");
        } catch (CharacterCodingException binary) {
            throw unreadable(file, "bytes that are not UTF-8");
        } catch (IOException failure) {
            throw unreadable(file, failure.getMessage());
        }
    }

    /** The file of that name. Removes a leading {@code @}, unless a file with it exists. */
    static Path named(String text, Path directory) {
        Path file = directory.resolve(text);
        return text.startsWith(PREFIX) && !Files.exists(file)
                ? directory.resolve(text.substring(PREFIX.length()))
                : file;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unreadable(file, "more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static CliException unreadable(Path file, String found) {
        return CliException.badInput("cannot read " + file + ": expected a text file, found " + found);
    }
}
