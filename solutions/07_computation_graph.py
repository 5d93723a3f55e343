# %% [markdown]
# # A computation graph: a small library of your own
#
# **You will:**
# - write the nodes of a network, each with its own way back,
# - sort any graph, run it forward and backward, and hunt two bugs in a cost,
# - train ten sigmoid units to predict the course of an illness.
#
# **Time:** about 90 minutes. **Before:** units 04 (gradients as products) and 06 (layers).
#
# **The riddle.** Unit 06's layers stand in a row, and one gradient comes back to each. Let a value
# go two ways, and two gradients come back to it: 4 from one side, 3 from the other. Which is right?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("07_computation_graph", version="0.1")

# %% [markdown]
# ## 1. Nodes, and a fork
#
# A **node** holds one value, and knows
# - `inbound_nodes`, the nodes that it reads, and `outbound_nodes`, its *readers*;
# - `forward`, which computes `value`;
# - `backward`, which fills the dict `gradients`: `gradients[n]` is the gradient of the final value,
#   the **cost**, in the inbound node `n`, and has the shape of `n.value`.
#
# An `Input` is set from outside: data or a parameter.


# %% given="nodes"
class Node:
    """A value in a graph. It signs up with every node that it reads."""

    def __init__(self, inbound_nodes=()):
        self.inbound_nodes = list(inbound_nodes)
        self.outbound_nodes = []
        self.value = None
        self.gradients = {}
        for node in self.inbound_nodes:
            node.outbound_nodes.append(self)


class Input(Node):
    """Reads no node; keeps the gradient in its own value under itself."""

    def __init__(self):
        super().__init__()

    def forward(self):
        pass

    def backward(self):
        self.gradients = {self: sum(reader.gradients[self] for reader in self.outbound_nodes)}


# %% [markdown]
# **Why the sum?** Move $x$ by a little, $h$. Each reader $r$ of $x$ moves the cost $C$ by its own
# slope times $h$, and small moves add up:
#
# $$\frac{\partial C}{\partial x} = \sum_{r \text{ reads } x}
# \frac{\partial C}{\partial r}\, \frac{\partial r}{\partial x}$$
#
# Each term is what reader $r$ keeps as `r.gradients[x]`, in the shape of $x$ (here a number). **At a
# fork, gradients add.** Below, two nodes and a cost, as patterns for yours. No node reads the cost,
# so its own gradient is 1.


# %% demo
class Square(Node):
    """value = x * x, where x is the value of the node that it reads."""

    def forward(self):
        self.value = self.inbound_nodes[0].value ** 2

    def backward(self):
        (x,) = self.inbound_nodes
        upstream = sum(reader.gradients[self] for reader in self.outbound_nodes)
        self.gradients = {x: 2 * x.value * upstream}


class Triple(Node):
    """value = 3 * x."""

    def forward(self):
        self.value = 3 * self.inbound_nodes[0].value

    def backward(self):
        (x,) = self.inbound_nodes
        self.gradients = {x: 3 * sum(reader.gradients[self] for reader in self.outbound_nodes)}


class Total(Node):
    """The cost: the sum of what it reads."""

    def forward(self):
        self.value = sum(node.value for node in self.inbound_nodes)

    def backward(self):
        self.gradients = {node: 1.0 for node in self.inbound_nodes}


# %% [markdown]
# **Predict** the slope of $x^2 + 3x$ at 2: first by school calculus, then from the two ways back.
#
# *Picture:* round boxes for inputs, square ones for computed nodes; along each arrow the
# gradient that comes back through it.
#
# **What if** `Total` also reads `fourth = Square([square])`, named in both loops, and in a column of its own?
# (`x` receives $4 \cdot 8 + 4 + 3 = 39$.)

# %% demo
x = Input()
square, triple = Square([x]), Triple([x])
total = Total([square, triple])
x.value = 2.0
for part in (x, square, triple, total):
    part.forward()
for part in (total, triple, square, x):
    part.backward()
print("x receives", x.gradients[x])  # 4 + 3 = 7
plots.graph({"x": x}, {"square": square, "triple": triple}, {"total": total})

# %% [markdown]
# ## 2. A linear node
#
# It reads three nodes, and owes a gradient to each. Here $S$ is its own value, $dS$ the sum of what
# its readers hold for it, both $(N, C)$:
#
# $$S = X W + b, \qquad dX = dS\, W^\top, \qquad dW = X^\top dS, \qquad db_c = \sum_n dS_{nc}$$
#
# `X` is $(N, D)$, `W` $(D, C)$, `b` $(C,)$: unit 04's products, with a sum in front. By hand, with
# two readers:
#
# | array | numbers |
# |---|---|
# | `X`, `W` | [[1, 2]] and [[1, 2, 3], [4, 5, 6]] |
# | the readers hold | [[1, 0, −1]] and [[0, 1, 1]] |
# | $dS$ | [[1, 1, 0]] |
# | $dX$ | [[3, 9]] |
# | $dW$ | [[1, 1, 0], [2, 2, 0]] |
# | $db$ | [1, 1, 0] |


# %% exercise="graph-linear" hint="Fill in the table yourself from its first two rows. Which line of code makes row 3 out of row 2? Look at Square: it has that line." hint2="After super().__init__([X, W, b]), self.inbound_nodes holds the three nodes in this order. Their arrays are X.value and so on; the keys of gradients are the nodes themselves." hint3="Forward: store the result in self.value, return nothing. Backward: first the sum over self.outbound_nodes of what each reader holds for self; then a new dict of three entries, with the three products of the displayed equation."
class Linear(Node):
    """value = X @ W + b, where X, W, b are nodes of values (N, D), (D, C), (C,)."""

    def __init__(self, X, W, b):
        super().__init__([X, W, b])

    def forward(self):
        """Set value, (N, C)."""
        X, W, b = self.inbound_nodes
        ### BEGIN SOLUTION
        self.value = X.value @ W.value + b.value
        ### END SOLUTION

    def backward(self):
        """Set gradients: a dict with an array for each of the nodes X, W, b."""
        X, W, b = self.inbound_nodes
        ### BEGIN SOLUTION
        dS = sum(reader.gradients[self] for reader in self.outbound_nodes)
        self.gradients = {X: dS @ W.value.T, W: X.value.T @ dS, b: dS.sum(axis=0)}
        ### END SOLUTION


# %% check="graph-linear" points=4
check("graph-linear")

# %% [markdown]
# The table again, by your node; a bare `Node` plays each reader.
#
# **What if** a third reader holds [[0, 0, 1]]? Say `dX` first, then add it to the list.

# %% demo
X, W, b = Input(), Input(), Input()
X.value, W.value = np.array([[1.0, 2.0]]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
b.value = np.zeros(3)
linear = Linear(X, W, b)
for held in ([[1.0, 0.0, -1.0]], [[0.0, 1.0, 1.0]]):
    Node([linear]).gradients[linear] = np.array(held)
linear.forward()
linear.backward()
print(linear.gradients[X], linear.gradients[b])  # [[3. 9.]] [1. 1. 0.]

# %% [markdown]
# ## 3. A sigmoid node
#
# *Sigmoid* is the usual name for unit 04's logistic, entry by entry. With $z$ the value of the node
# it reads and $s$ its own, both $(N, H)$, and $ds$, $(N, H)$, the sum over its readers:
#
# $$s = \frac{1}{1 + e^{-z}}, \qquad dz = s\,(1 - s)\, ds$$
#
# The slope is written in $s$, which the node already holds: nothing need be computed twice. At
# $z = 0$, $s = 0.5$ and the slope is 0.25; readers that hold 1 and 3 give $dz = 1$.


# %% exercise="graph-sigmoid" hint="Which of z and s stands in the slope, and where does each of the two live: in self, or in the node that self reads?" hint2="Unit 04 warned of the slope taken at the activation. Here s is the activation: s * (1 - s) is the slope at z, without another sigmoid around anything." hint3="Backward has two steps, as in Linear: add up what the readers hold for self, then a dict of one entry: the product of three factors, entry by entry."
class Sigmoid(Node):
    """value = 1 / (1 + exp(-z)), where z is the value of the node that it reads, (N, H)."""

    def __init__(self, node):
        super().__init__([node])

    def forward(self):
        """Set value, (N, H)."""
        (node,) = self.inbound_nodes
        ### BEGIN SOLUTION
        self.value = 1 / (1 + np.exp(-node.value))
        ### END SOLUTION

    def backward(self):
        """Set gradients: a dict with an array for the node."""
        (node,) = self.inbound_nodes
        ### BEGIN SOLUTION
        ds = sum(reader.gradients[self] for reader in self.outbound_nodes)
        self.gradients = {node: self.value * (1 - self.value) * ds}
        ### END SOLUTION


# %% check="graph-sigmoid" points=3
check("graph-sigmoid")

# %% [markdown]
# Trust no gradient you have not nudged. **Predict** how many digits agree at $z = 2$.
#
# **What if** $z = 40$? Which factor of the slope has died? ($1 - s$.)

# %% demo
z = Input()
sigmoid, values = Sigmoid(z), []
Node([sigmoid]).gradients[sigmoid] = np.ones((1, 1))
for nudge in (-1e-5, 1e-5, 0.0):
    z.value = np.array([[2.0 + nudge]])
    sigmoid.forward()
    values.append(sigmoid.value.item())
sigmoid.backward()
print("by hand", sigmoid.gradients[z].item(), " nudged", (values[1] - values[0]) / 2e-5)  # 0.104994

# %% [markdown]
# ## 4. Bug hunt: the cost
#
# The mean squared error reads targets `y` and predictions `a`, each $(m,)$ or $(m, 1)$, in any mix.
#
# $$C = \frac{1}{m} \sum_i (a_i - y_i)^2, \qquad
# \frac{\partial C}{\partial a_i} = \frac{2}{m} (a_i - y_i) = -\frac{\partial C}{\partial y_i}$$
#
# $C$ is a number; the gradients have the shapes of `a` and of `y`. No node reads the cost. The class
# below passed its tests: one batch, both $(m, 1)$. It has two bugs, one of them in several lines.
#
# By hand, batch one, $a = (1, 0)$ and $y = (1, 2)$: $C = 2$, `da` $= (0, -2)$. Batch two,
# $y = (3, 5)$: $C = 14.5$, `da` $= (-2, -5)$. **Predict** what the class says.


# %% exercise="graph-mse" hint="Run the cell below and compare with the numbers above. One bug shows in batch one already, the other only in batch two. Which line ran in batch one and did not run in batch two?" hint2="Print the shape of y - a inside forward. Where a row meets a column, what must happen to both before the minus? And for how long is a difference true, if y changes with each batch?" hint3="Take the difference anew in each forward pass, from two arrays of one shape, say both flat. On the way back, give each gradient the shape of its own node's value: reshape does it."
class MSE(Node):
    """value = the mean of (a - y)**2; y and a are nodes of values (m,) or (m, 1)."""

    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        """Set value, a number."""
        y, a = (node.value for node in self.inbound_nodes)
        ### BEGIN SOLUTION
        self.diff = np.ravel(a) - np.ravel(y)
        self.value = np.mean(self.diff**2)
        ### END SOLUTION

    def backward(self):
        """Set gradients: for each of the nodes y and a an array of the shape of its value."""
        y, a = self.inbound_nodes
        ### BEGIN SOLUTION
        da = 2 * self.diff / len(self.diff)
        self.gradients = {y: -da.reshape(y.value.shape), a: da.reshape(a.value.shape)}
        ### END SOLUTION


# %% starter="graph-mse"
# Two bugs. Repair them here.
class MSE(Node):
    """value = the mean of (a - y)**2; y and a are nodes of values (m,) or (m, 1)."""

    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        """Set value, a number."""
        y, a = (node.value for node in self.inbound_nodes)
        if self.diff is None:
            self.diff = a - y
        self.value = np.mean((a - y) ** 2)

    def backward(self):
        """Set gradients: for each of the nodes y and a an array of the shape of its value."""
        y, a = self.inbound_nodes
        da = 2 * self.diff / len(self.diff)
        self.gradients = {y: -da, a: da}


# %% demo
y, a = Input(), Input()
a.value = np.array([[1.0], [0.0]])  # (2, 1)
mse = MSE(y, a)
for batch in ([1.0, 2.0], [3.0, 5.0]):
    y.value = np.array(batch)  # (2,)
    mse.forward()
    mse.backward()
    print("C =", mse.value, " da =", np.ravel(mse.gradients[a]))

# %% check="graph-mse" points=4
check("graph-mse")

# %% [markdown]
# ## 5. An order for the nodes
#
# Now wire a network: Linear, Sigmoid, Linear, MSE. Nothing is computed yet.
#
# *Picture:* six inputs, four computed nodes, an arrow from each node to its readers.
#
# **Predict:** in how many orders could you visit the ten nodes, so that none comes before a node
# that it reads? One, or more?

# %% demo
# A node keeps the class it was made from: after mending a class, run this whole cell again.
X, y, W1, b1, W2, b2 = (Input() for _ in range(6))
hidden = Linear(X, W1, b1)
sigmoid = Sigmoid(hidden)
output = Linear(sigmoid, W2, b2)
cost = MSE(y, output)
columns = {"X": X, "W1": W1, "b1": b1}, {"hidden": hidden}, {"W2": W2, "sigmoid": sigmoid, "b2": b2}
columns += {"output": output, "y": y}, {"cost": cost}
plots.graph(*columns)

# %% [markdown]
# Many: `y` may come first or last but one. Such an order is called **topological**. To find one,
# begin with the inputs and walk along the list while it grows. At each node, look at its readers: a
# reader joins the list as soon as *all* that it reads is in it.
#
# On section 1's graph: the list is `x`. At `x`, both readers join. At `square`, must `total` wait?
# `triple` is in the list, so no: it joins. In the network, `output` does wait at `W2`: it also reads
# `sigmoid`.
#
# `feed_dict` maps each input to its value, an array of any shape, say $(N, D)$.

# %% demo
numbers = [1]
for number in numbers:  # a for loop sees what is appended on the way
    if number < 5:
        numbers.append(number + 1)
numbers  # [1, 2, 3, 4, 5]


# %% exercise="topological-sort" hint="Play it on paper for the network above, starting with X, y, W1, b1, W2, b2. At which node of the list does hidden join? And output, which reads three nodes?" hint2="Two loops: over the list that grows, and inside it over node.outbound_nodes. Two questions to each reader: is it in the list already? Is everything in its inbound_nodes in the list?" hint3="all(n in order for n in ...) asks the second question. Without the first, a reader joins once for every node that it reads. And before you begin: each input's value comes from the dict."
def topological_sort(feed_dict):
    """Set the inputs' values and put every node of the graph in an order to visit them.

    feed_dict: maps every Input of the graph to its value
    returns order: a list of all nodes, each once, none before a node that it reads
    """
    ### BEGIN SOLUTION
    for node, value in feed_dict.items():
        node.value = value
    ### END SOLUTION
    order = list(feed_dict)
    ### BEGIN SOLUTION
    for node in order:
        for reader in node.outbound_nodes:
            if reader not in order and all(n in order for n in reader.inbound_nodes):
                order.append(reader)
    ### END SOLUTION
    return order


# %% check="topological-sort" points=4
check("topological-sort")

# %% [markdown]
# ## 6. There and back
#
# Forward, every node needs the values of those it reads; backward, the gradients of its readers. So
# you walk along the order, then back along it. `value` and `gradients` are all that changes; nothing
# is returned. In the fork, `x` had to come last on the way back: it waited for two readers.


# %% exercise="forward-and-backward" hint="Look at the two loops of the fork in section 1. What is each of them over, if graph is a list in topological order?" hint2="Training calls this thousands of times with the same list. So walk backwards without turning the list itself round: which of graph.reverse() and reversed(graph) leaves it as it is?" hint3="Two loops, one after the other, each with one method call inside. The cost is the last node: the first to go on the way back."
def forward_and_backward(graph):
    """Compute every value, then every gradient. graph: nodes in topological order, cost last."""
    ### BEGIN SOLUTION
    for node in graph:
        node.forward()
    for node in reversed(graph):
        node.backward()
    ### END SOLUTION


# %% check="forward-and-backward" points=2
check("forward-and-backward")

# %% [markdown]
# The same network by hand, in the numpy of unit 06's layers: forward, then back, line by line.
# **Predict** how far the gradients are apart: 0.1, 1e-6, or less?
#
# **What if** you feed a `y` of shape $(11, 1)$ to the graph? (Nothing changes.)

# %% demo
rng = np.random.default_rng(0)
feed = {X: rng.normal(size=(11, 10)), y: rng.normal(size=11)}
feed |= {n: rng.normal(size=k) for n, k in ((W1, (10, 4)), (b1, 4), (W2, (4, 1)), (b2, 1))}
forward_and_backward(topological_sort(feed))  # an error here? run section 5's wiring cell again

s = 1 / (1 + np.exp(-(feed[X] @ feed[W1] + feed[b1])))
da = 2 * (s @ feed[W2] + feed[b2] - feed[y].reshape(-1, 1)) / 11
dz = (da @ feed[W2].T) * s * (1 - s)
by_hand = {W1: feed[X].T @ dz, b1: dz.sum(axis=0), W2: s.T @ da, b2: da.sum(axis=0)}
print("apart:", max(np.abs(n.gradients[n] - d).max() for n, d in by_hand.items()))  # below 1e-14

# %% [markdown] question="fork" points=2
# **Question, in words.** A friend's `Linear` and `Sigmoid` keep only the gradient of their *last*
# reader; `Input` is as given. All four parameters of the network above get the right gradient. Why?
# Then describe a graph in which one gets a wrong one, and say which part of the true gradient is
# lost. Three to five sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: in that network each of the computed nodes has exactly one reader, so the last one is the
# only one: a sum of one term. It is a chain, and no test on a chain can see the slip.
#
# 1 point: any graph in which a computed node feeds two others, for example `sigmoid` read by two
# `Linear` nodes that meet in one cost, or `hidden` read by `Sigmoid` and by a later node (a skip).
# What the earlier reader sent back is missing; in the fork of section 1 that would be 4 of 7.
#
# Give half for the second point if a fork is named without saying which part is lost. A fork at an
# `Input` does not count: its given `backward` adds up.
# ### END SOLUTION

# %% [markdown]
# One thing is missing: a step of descent. For every trainable `Input`, with $\eta$ the learning rate,
# a number, and the gradient of the shape of the value, say $(D, C)$:
#
# $$\text{value} \leftarrow \text{value} - \eta \cdot \text{gradient}$$


# %% exercise="sgd-update" hint="Where does an Input keep the gradient in its own value? Read its backward in section 1." hint2="Each node's value must be a new one afterwards. A line that computes it into a variable of your own leaves the node as it was." hint3="One loop over trainables, one line in it: node.value becomes itself minus the rate times what its gradients hold under the node itself."
def sgd_update(trainables, learning_rate=1e-2):
    """Move the value of each trainable Input one step against its gradient; returns nothing."""
    ### BEGIN SOLUTION
    for node in trainables:
        node.value = node.value - learning_rate * node.gradients[node]
    ### END SOLUTION


# %% check="sgd-update" points=1
check("sgd-update")

# %% [markdown]
# ## 7. Ten sigmoid units
#
# 442 people with diabetes: ten measurements each, and how far the illness had moved a year later.
# You train on 353 and test on 89, both standardised with *training* statistics. Then a cost of 1 is
# what you get by predicting the mean.
#
# Glorot's start, batches of 11, rate 0.03, 100 epochs. **Predict** the cost on test people: 0.1, 0.5, 0.9?

# %% demo
from sklearn.datasets import load_diabetes

data, target = load_diabetes(return_X_y=True)
rng = np.random.default_rng(0)
train, test = np.split(rng.permutation(len(target)), [353])
data = (data - data[train].mean(axis=0)) / data[train].std(axis=0)
target = (target - target[train].mean()) / target[train].std()

feed = {X: data[train], y: target[train], b1: np.zeros(10), b2: np.zeros(1)}
feed |= {W: rng.uniform(-1, 1, (10, C)) * np.sqrt(6 / (10 + C)) for W, C in ((W1, 10), (W2, 1))}

# %% [markdown]
# *Picture:* cost against epoch; circles for the people you train on, squares for the test, a dotted
# line for least squares on the test people.
#
# **What if** you allow 500 epochs? Watch the squares.


# %% demo
def cost_on(people):
    X.value, y.value = data[people], target[people]
    forward_and_backward(graph)
    return cost.value


graph = topological_sort({node: value.copy() for node, value in feed.items()})  # feed stays
curves = {"training": [cost_on(train)], "test": [cost_on(test)]}
for _ in range(100):
    for batch in np.array_split(rng.permutation(train), 32):  # 31 of 11, one of 12
        cost_on(batch)
        sgd_update([W1, b1, W2, b2], 0.03)
    curves["training"].append(cost_on(train))
    curves["test"].append(cost_on(test))

line = np.linalg.lstsq(np.column_stack([data, np.ones(442)])[train], target[train], rcond=None)[0]
least_squares = np.mean((data[test] @ line[:-1] + line[-1] - target[test]) ** 2)
plots.epochs(curves, {"least squares, test": least_squares})

# %% [markdown]
# The graph keeps its trained values: hand it the test people.
#
# *Picture:* left, your library at work, with the shape of each value; right, its prediction for each
# of the 89 test people against what was measured. On the dashed line they agree.

# %% demo
graph = topological_sort({node: node.value for node in (X, y, W1, b1, W2, b2)})
print(f"test cost {cost_on(test):.3f}")
plots.trained(columns, measured=y.value, predicted=output.value)

# %% [markdown]
# ## The riddle, answered
#
# Neither: 7. What a value does to the cost, it does through all its readers, and small effects add.
# A row of layers never shows this, since each has one reader.
#
# Over 20 splits your test cost is 0.53 ± 0.07, and that of least squares is the same: the people are
# few, the link is nearly linear. Your library does not mind; it differentiates what you wire.
#
# **Keep:**
# - A node knows its own slope, and adds up what its readers hold.
# - Forward in topological order, backward in the reverse of it.
# - State from an earlier batch is a bug that one batch never shows.
#
# `progress()` lists your marks. Unit 08 lets the program draw the graph by itself.
#
# **Go further:**
# - [Calculus on computational graphs](https://colah.github.io/posts/2015-08-Backprop/) by
#   Christopher Olah: the same fork, and why one way back is enough.
# - [Backpropagation, intuitions](https://cs231n.github.io/optimization-2/) in CS231n: nodes as gates.
