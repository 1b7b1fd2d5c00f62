package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the user named, as {@code FILE} or {@code @FILE}. */
final class InputFile {
    /** In bytes: Landlord reads no longer body of a request. What has no end, such as a device, is not read further. */
    static final int LIMIT = 2 * 1024 * 1024;

    private static final String MARK = "@";

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
            throw unreadable(file, "something that is not UTF-8");
        } catch (IOException failure) {
            throw unreadable(file, failure.getMessage());
        }
    }

    /** The file of that name; {@code @} before the name is left out, unless there is a file with it. */
    static Path named(String text, Path directory) {
        Path file = directory.resolve(text);
        return text.startsWith(MARK) && !Files.exists(file) ? directory.resolve(text.substring(MARK.length())) : file;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw unreadable(file, "more than " + LIMIT + " bytes");
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

    private static Complaint unreadable(Path file, String found) {
        return Complaint.badInput("cannot read " + file + ": expected a text file, found " + found);
    }
}
