package acme;

/** A class with a getter and a setter for each field. */
public final class Budget {
    private int size;

    public int getSize() {
        return size;
    }

    public void setSize(int size) {
        this.size = size;
    }
}
