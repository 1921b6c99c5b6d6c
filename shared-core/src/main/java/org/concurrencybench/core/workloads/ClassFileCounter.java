package org.concurrencybench.core.workloads;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Counts what it is shown of one class file. */
final class ClassFileCounter extends ClassVisitor {
    private final MethodVisitor code = new Code();
    private int fields;
    private int methods;
    private int instructions;
    private int strings;
    private int stringsHash;

    ClassFileCounter() {
        super(Opcodes.ASM9);
    }

    ClassFileCounts counts() {
        return new ClassFileCounts(fields, methods, instructions, strings, stringsHash);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields++;
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        methods++;
        return code;
    }

    private final class Code extends MethodVisitor {
        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitInsn(int opcode) {
            instructions++;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            instructions++;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            instructions++;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            instructions++;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            instructions++;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            instructions++;
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            instructions++;
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            instructions++;
        }

        @Override
        public void visitLdcInsn(Object value) {
            instructions++;
            if (value instanceof String text) {
                strings++;
                stringsHash = 31 * stringsHash + text.hashCode();
            }
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            instructions++;
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
            instructions++;
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
            instructions++;
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            instructions++;
        }
    }
}
