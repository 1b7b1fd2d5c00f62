package dev.landlord.workflow.generated;

import dev.landlord.workflow.RetryPolicy;
import dev.landlord.workflow.WorkflowCancelledException;
import dev.landlord.workflow.contract.Errands;
import dev.landlord.workflow.java.StepOptions;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.java.WorkflowOptions;
import dev.restate.sdk.common.TerminalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** The program of {@code workflow(nodes, effects)} as a body in Java, written with the verbs of {@link Workflow}. */
public final class JavaProgram implements WorkflowBody<String, String> {
    private static final RetryPolicy QUICK = RetryPolicy.DEFAULT
            .withInitialDelay(Duration.ofMillis(1))
            .withFactor(1)
            .withMaxDelay(Duration.ofMillis(2))
            .withMaxAttempts(ProgramKt.ATTEMPTS);

    private final List<Node> nodes;
    private final Effects effects;

    public JavaProgram(List<? extends Node> nodes, Effects effects) {
        this.nodes = List.copyOf(nodes);
        this.effects = effects;
    }

    @Override
    public WorkflowOptions options() {
        return WorkflowOptions.DEFAULT.stepRetry(QUICK);
    }

    @Override
    public String run(Workflow wf, String input) throws Exception {
        return input + new Player(wf, effects.begin()).play(nodes);
    }

    /** Plays nodes; {@code registered} has the undo actions of the enclosing saga. */
    private final class Player {
        private final Workflow wf;
        private final List<Registered> registered;

        Player(Workflow wf, List<Registered> registered) {
            this.wf = wf;
            this.registered = registered;
        }

        String play(List<? extends Node> body) throws Exception {
            StringBuilder trail = new StringBuilder();
            for (Node node : body) {
                trail.append(' ').append(play(node));
            }
            return trail.toString();
        }

        private String play(Node node) throws Exception {
            if (node instanceof Work work) {
                return wf.step(work.getName(), String.class, () -> {
                    effects.work(work);
                    return "did " + work.getName();
                });
            } else if (node instanceof Refuse refuse) {
                return wf.step(refuse.getName(), String.class, () -> {
                    throw new TerminalException(422, "refused " + refuse.getName());
                });
            } else if (node instanceof Undoing undoing) {
                registered.add(effects.register(undoing));
                wf.compensate(undoing.getName(), StepOptions.withRetry(RetryPolicy.NONE), () -> effects.undo(undoing));
                return "registered " + undoing.getName();
            } else if (node instanceof Ask ask) {
                return wf.call(
                        ask.getSucceeds()
                                ? Errands.INSTANCE.greet(ask.getName())
                                : Errands.INSTANCE.refuse(ask.getName()));
            } else if (node instanceof Pause pause) {
                wf.sleep(Duration.ofMillis(pause.getMillis()));
                return "slept";
            } else if (node instanceof Draw) {
                return wf.uuid() + " " + wf.random().nextInt() + " " + wf.now();
            } else if (node instanceof Branches branches) {
                return wf.parallel(branches.getBodies().stream()
                                .map(body -> (Callable<String>) () -> play(body))
                                .toList())
                        .toString();
            } else if (node instanceof Racing racing) {
                return race(racing);
            } else if (node instanceof Timed timed) {
                Duration limit = Duration.ofMillis(timed.getMillis());
                return timed.getContinues()
                        ? wf.withTimeoutOrEmpty(limit, () -> play(timed.getBody()))
                                .orElse("timed out")
                        : wf.withTimeout(limit, () -> play(timed.getBody()));
            } else if (node instanceof Each each) {
                return wf.forEachParallel(each.getBodies(), each.getConcurrency(), this::play)
                        .toString();
            } else if (node instanceof Catching catching) {
                try {
                    return play(catching.getBody());
                } catch (TerminalException failure) {
                    return "caught " + failure.getCode() + " " + failure.getMessage();
                }
            } else if (node instanceof Sagas sagas) {
                return saga(sagas);
            } else if (node instanceof Again again) {
                List<String> trails = new ArrayList<>();
                for (int time = 0; time < again.getTimes(); time++) {
                    trails.add(play(again.getBody()));
                }
                return trails.toString();
            } else if (node instanceof Fail fail) {
                throw new TerminalException(418, fail.getMessage());
            }
            throw new AssertionError(node);
        }

        private String saga(Sagas node) throws Exception {
            Player inner = new Player(wf, new CopyOnWriteArrayList<>());
            try {
                String trail = wf.saga(() -> inner.play(node.getBody()));
                registered.addAll(inner.registered);
                return trail;
            } catch (TerminalException failure) {
                effects.failed(inner.registered);
                throw failure;
            }
        }

        private String race(Racing node) throws Exception {
            List<Player> racers = node.getBodies().stream()
                    .map(body -> new Player(wf, new CopyOnWriteArrayList<>()))
                    .toList();
            Player[] winner = new Player[1];
            List<Callable<String>> bodies = new ArrayList<>();
            for (int index = 0; index < racers.size(); index++) {
                Player racer = racers.get(index);
                List<? extends Node> body = node.getBodies().get(index);
                bodies.add(() -> racer.compete(body, winner));
            }
            String trail;
            try {
                trail = node.getUndoLosers() ? wf.race(bodies) : wf.raceKeepingUndo(bodies);
            } catch (TerminalException failure) {
                settle(node, racers, winner[0]);
                throw failure;
            }
            settle(node, racers, winner[0]);
            return trail;
        }

        private String compete(List<? extends Node> body, Player[] winner) throws Exception {
            try {
                String trail = play(body);
                winner[0] = winner[0] == null ? this : winner[0];
                return trail;
            } catch (TerminalException failure) {
                boolean isStop = failure instanceof WorkflowCancelledException
                        || String.valueOf(failure.getMessage()).startsWith("stopped because");
                if (!isStop && winner[0] == null) {
                    winner[0] = this;
                }
                throw failure;
            }
        }

        private void settle(Racing node, List<Player> racers, Player winner) {
            List<Registered> undone = new ArrayList<>();
            for (Player racer : racers) {
                boolean isKept = winner == null || racer == winner || !node.getUndoLosers();
                (isKept ? registered : undone).addAll(racer.registered);
            }
            effects.failed(undone);
        }
    }
}
