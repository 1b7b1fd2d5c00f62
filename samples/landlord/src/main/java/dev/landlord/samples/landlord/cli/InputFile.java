package dev.landlord.samples.landlord.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that somebody named. */
final class InputFile {
    private InputFile() {}

    static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unreadable(file, "a directory");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "nothing");
        } catch (CharacterCodingException binary) {
            throw unreadable(file, "something that is not UTF-8");
        } catch (IOException failure) {
            throw unreadable(file, failure.getMessage());
        }
    }

    private static Complaint unreadable(Path file, String found) {
        return Complaint.badInput("cannot read " + file + ": expected a text file, found " + found);
    }
}
